import "./export";
import "./import";
