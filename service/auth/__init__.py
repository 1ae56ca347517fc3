"""Who may do what: keys, their scopes, rates and quotas, and the sessions of the page."""
