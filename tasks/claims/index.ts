import "./gap";
import "./list";
import "./reissue";
import "./request";
import "./revoke";
import "./sign";
import "./submit";
