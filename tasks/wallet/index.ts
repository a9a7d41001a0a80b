import "./accept";
import "./create";
