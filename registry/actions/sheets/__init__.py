"""Files that officers take in: read, checked cell by cell, and taken whole or not at all."""
