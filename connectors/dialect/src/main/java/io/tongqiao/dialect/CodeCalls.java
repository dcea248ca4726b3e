package io.tongqiao.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds code tables that a mapping names and that are not there. */
record CodeCalls(CodeTables codes) {

  private static final Pattern CALL = Pattern.compile("\\bcode\\(\\s*\"([^\"]+)\"");

  List<Fault> check(String file, String source) {
    var faults = new ArrayList<Fault>();
    Matcher call = CALL.matcher(source);
    while (call.find()) {
      if (!codes.names().contains(call.group(1))) {
        int line =
            1 + (int) source.substring(0, call.start()).chars().filter(c -> c == '\n').count();
        String message = "用到的码表 " + call.group(1) + " 不存在";
        faults.add(new Fault(file, line, message, "在 codes.yaml 中添加该表，或改正表名"));
      }
    }
    return faults;
  }
}
