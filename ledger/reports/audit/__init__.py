"""What an auditor asks for: the trail, a sample, the levels of check, contracts and commits."""
