"""Tables, the engines that hold them, and the one way in which they are written."""
