"""The trial's scripted person: walks through a notebook of the shared space and types, as browsers do."""
