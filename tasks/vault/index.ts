import "./enroll";
import "./export";
import "./import";
import "./pull";
import "./push";
import "./recover";
import "./share";
