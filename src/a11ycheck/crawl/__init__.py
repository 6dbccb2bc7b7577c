"""The crawler: from start addresses to the pages of a site, in an order that does not depend on timing."""
