"""The formats of reports, with the name of their file in the output folder."""

FORMATS = {
    "html": "report.html",
    "json": "report.json",
    "markdown": "report.md",
    "csv": "report.csv",
    "xlsx": "report.xlsx",
    "sarif": "report.sarif",
    "junit": "report.junit.xml",
    "github": "report.github.md",
    "gitlab": "report.gitlab.json",
    "earl": "report.earl.json",
}
