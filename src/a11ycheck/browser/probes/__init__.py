"""Probes: each measures one fact of a drawn page within a time bound, and puts the page back as it was."""
