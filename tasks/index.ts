import "./build/solc-from-npm";
