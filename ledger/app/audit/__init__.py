"""What an auditor asks for: the trail, a sample, contracts."""
