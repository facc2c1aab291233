// Loads apache-beam, which has to be there before any of its sub-modules: they import one another in a circle.
import "./oldUtil";
import "apache-beam";
