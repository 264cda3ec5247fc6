"""Projects: the list, a project's key figures and facts, and several side by side."""
