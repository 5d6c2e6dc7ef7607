"""Changes of spaces, held by the server: they outlive the tab that asked, and a restart of the server."""
