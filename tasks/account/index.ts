import "./export";
import "./from-mnemonic";
import "./import-key";
import "./list";
import "./restore";
import "./reveal-key";
