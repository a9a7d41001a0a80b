import "./export";
import "./list";
import "./restore";
