"""Writers of draft acts: the draft itself, what is said about it, the opinion, the answers."""
