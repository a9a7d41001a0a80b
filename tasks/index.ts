import "./build/coverage";
import "./build/solc-from-npm";
