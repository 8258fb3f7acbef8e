"""Long forms of several sections: described, shown, read and compared."""
