package io.tongqiao.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables and looked-at tables of a descriptor must be those of the contract. */
final class TableRules {

  private final Descriptor descriptor;
  private final LocatedYaml yaml;
  private final List<Fault> faults;
  private final Optional<TableContract> contract;

  TableRules(
      Descriptor descriptor,
      LocatedYaml yaml,
      List<Fault> faults,
      Optional<TableContract> contract) {
    this.descriptor = descriptor;
    this.yaml = yaml;
    this.faults = faults;
    this.contract = contract;
  }

  void check() {
    boolean jdbc = descriptor.transport() == Descriptor.Transport.TABLE;
    if (jdbc != descriptor.endpoint().startsWith("jdbc:")) {
      fault(
          "/endpoint",
          "endpoint 与 transport 不符",
          jdbc ? "写 jdbc:…，如 jdbc:postgresql://主机:5432/库" : "写 http(s)://… 或 amqp://…");
    }
    if (!jdbc && !descriptor.tables().isEmpty()) {
      fault("/tables", "只有 transport: table 的系统有 tables", "去掉 tables，或改 transport");
    }
    descriptor.doors().forEach((name, door) -> door(jdbc, name, door));
    if (!jdbc) {
      return;
    }
    if (contract.isEmpty()) {
      faults.add(new Fault(TableContract.FILE, 0, "缺少文件", "写上各表的 CREATE TABLE 语句"));
      return;
    }
    descriptor.tables().forEach((name, table) -> table(name, table));
  }

  private void table(String name, Table table) {
    String at = "/tables/" + name;
    if (!known(at, name)) {
      return;
    }
    if (table.key().isEmpty()) {
      fault(at, "表 " + name + " 没有写 key", "写上确定一行的列，如 key: [row_guid]");
    }
    columns(at + "/key", name, table.key().stream());
    Stream.of("insert", "update", "delete", "taken", "failed")
        .forEach(part -> columns(at + "/" + part, name, flags(table, part).keySet().stream()));
    columns(at + "/version", name, Stream.of(table.version()));
    columns(at + "/stamp", name, Stream.of(table.stamp()));
    columns(at + "/id", name, Stream.of(table.id()));
    columns(at + "/reason", name, Stream.of(table.reason()));
  }

  private static Map<String, String> flags(Table table, String part) {
    return switch (part) {
      case "insert" -> table.insert();
      case "update" -> table.update();
      case "delete" -> table.delete();
      case "taken" -> table.taken();
      default -> table.failed();
    };
  }

  private void door(boolean jdbc, String name, Descriptor.Door door) {
    String at = "/doors/" + name;
    if (door.transport() != Descriptor.DoorTransport.TABLE) {
      return;
    }
    if (!jdbc || door.poll().isEmpty()) {
      fault(at, "表入口要写在 transport: table 的系统中，并写明 poll", "加上 poll: {table: …}，或改 transport");
      return;
    }
    Polling poll = door.poll().get();
    if (contract.isEmpty() || !known(at + "/poll/table", poll.table())) {
      return;
    }
    columns(at + "/poll/key", poll.table(), poll.key().stream());
    columns(at + "/poll/where", poll.table(), poll.where().keySet().stream());
    columns(at + "/poll/order", poll.table(), poll.order().stream());
    columns(at + "/poll/done", poll.table(), poll.done().keySet().stream());
    columns(at + "/poll/failed", poll.table(), poll.failed().keySet().stream());
    columns(at + "/poll/reason", poll.table(), Stream.of(poll.reason()));
    poll.about()
        .ifPresent(
            about ->
                columns(
                    at + "/poll/about",
                    poll.table(),
                    Stream.concat(Stream.of(about.table()), about.key().values().stream())));
    poll.where()
        .forEach(
            (column, values) -> {
              if (values.contains("")) {
                fault(
                    at + "/poll/where",
                    column + " 不能等于空值：有的数据库（Oracle）里空值就是 NULL，永远不等",
                    "改用一个非空的标志值");
              }
            });
    for (String column : poll.where().keySet()) {
      if (!poll.done().containsKey(column) || !poll.failed().containsKey(column)) {
        fault(
            at + "/poll/where",
            "done 或 failed 没有改变 " + column + "，同一行会被反复读取",
            "在 done 和 failed 中写上该列的新值");
      }
    }
  }

  private boolean known(String pointer, String table) {
    boolean known = contract.orElseThrow().has(table);
    if (!known) {
      fault(pointer, TableContract.FILE + " 中没有表 " + table, "改正表名，或补上它的 CREATE TABLE");
    }
    return known;
  }

  private void columns(String pointer, String table, Stream<String> names) {
    names
        .filter(name -> !name.isEmpty())
        .filter(name -> contract.orElseThrow().column(table, name).isEmpty())
        .forEach(
            name ->
                fault(
                    pointer,
                    TableContract.FILE + " 的表 " + table + " 中没有列 " + name,
                    "改正列名，或在 " + TableContract.FILE + " 中补上该列"));
  }

  private void fault(String pointer, String message, String fix) {
    faults.add(new Fault(Folder.DESCRIPTOR, yaml.line(pointer), message, fix));
  }
}
