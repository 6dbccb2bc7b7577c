"""The rules' code: one module a topic. Each imports only what a page answers, and knows no engine."""
