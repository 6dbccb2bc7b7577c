"""Finds accessibility barriers on public-sector websites and says how to mend them."""
