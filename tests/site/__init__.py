"""The website of a made-up Finnish region: what the demo scans, with the truth about its barriers."""
