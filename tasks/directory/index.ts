import "./add";
import "./link";
import "./list";
import "./show";
