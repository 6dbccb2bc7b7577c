"""The version of a11ycheck, kept here alone: packaging and reports read it."""

VERSION = "0.1.0"
