package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder whose system stands behind an exchange database, and what may be wrong in it. */
class TableFolderTest {

  private static final String SYSTEM =
      """
      id: prov-x
      name: {zh: 甲, en: x}
      owner: {zh: 甲, en: x}
      tier: province
      network: extranet
      transport: table
      endpoint: jdbc:postgresql://x.invalid/x
      accepts: [{operation: put}]
      operations:
        put: {}
      tables:
        PROC:
          key: [PROJID, SN]
          version: DATAVER
          insert: {SIGNSTATE: "0"}
          taken: {SIGNSTATE: "1"}
      doors:
        back:
          transport: table
          poll:
            table: DN_BACK
            key: [ID]
            where: {FLAG: ["0"]}
            done: {FLAG: "1"}
            failed: {FLAG: "2"}
      """;

  private static final String SCHEMA =
      """
      -- a comment; with a semicolon
      create table PROC (
        PROJID varchar(5) not null, SN int not null, DATAVER int not null, -- counts
        NODENAME varchar(4) not null, STARTED timestamp, DUE date, FEE decimal(12, 2),
        SIGNSTATE char(1) default '0' not null,
        primary key (PROJID, SN, DATAVER)
      );
      CREATE TABLE dn_back (ID varchar(32) PRIMARY KEY, FLAG char(1) NOT NULL);
      """;

  private static Folder folder(UnaryOperator<String> system, UnaryOperator<String> schema) {
    var files = new TreeMap<String, byte[]>();
    files.put("system.yaml", system.apply(SYSTEM).getBytes(UTF_8));
    files.put("contract/schema.sql", schema.apply(SCHEMA).getBytes(UTF_8));
    files.put("to-system.jslt", ".data".getBytes(UTF_8));
    files.put("to-canonical.jslt", ".".getBytes(UTF_8));
    return new Folder("prov-x", "test", files);
  }

  private static Dialect dialect() throws BrokenFolderException {
    return Dialect.compile(folder(s -> s, s -> s));
  }

  private static List<Fault> faults(Folder folder) {
    return catchThrowableOfType(BrokenFolderException.class, () -> Dialect.compile(folder))
        .faults();
  }

  @Test
  void folder_asItIs_compilesAndNeedsNeitherFormatsNorAnswerRules() throws Exception {
    Dialect dialect = dialect();
    assertThat(dialect.operation("put").request().codec()).isEqualTo(Format.Kind.JSON);
    assertThat(dialect.operation("put").answer().success()).isEqualTo(".status == 200");
    assertThat(dialect.door("back").poll().orElseThrow().batch()).isEqualTo(50);
    assertThat(dialect.contract().orElseThrow().columns("proc"))
        .contains(
            new TableColumn("NODENAME", TableColumn.Kind.TEXT, 4, true),
            new TableColumn("STARTED", TableColumn.Kind.TIMESTAMP, 0, false),
            new TableColumn("DUE", TableColumn.Kind.DATE, 0, false),
            new TableColumn("FEE", TableColumn.Kind.NUMBER, 0, false),
            new TableColumn("SIGNSTATE", TableColumn.Kind.TEXT, 1, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          varchar2(40 char) | TEXT | 40
          nvarchar2(40) | TEXT | 40
          clob | TEXT | 0
          longtext | TEXT | 0
          number(10) | NUMBER | 0
          number(12, 2) | NUMBER | 0
          tinyint(1) | NUMBER | 0
          double precision | NUMBER | 0
          date | DATE | 0
          timestamp(6) | TIMESTAMP | 0
          datetime | TIMESTAMP | 0
          """)
  void column_inTheTypesOfOracleDmAndMySql_isRead(String type, TableColumn.Kind kind, int length) {
    TableContract contract = TableContract.parse("create table T (A " + type + " not null);");
    assertThat(contract.column("t", "a")).contains(new TableColumn("A", kind, length, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key: [PROJID, SN]                 | key: [PROJID, SX]       | 13 | SX
          version: DATAVER                  | version: DATAVR         | 14 | DATAVR
          insert: {SIGNSTATE: "0"}          | insert: {SIGN: "0"}     | 15 | SIGN
          taken: {SIGNSTATE: "1"}           | taken: {SIGNED: "1"}    | 16 | SIGNED
          table: DN_BACK                    | table: DN_BAK           | 21 | DN_BAK
          key: [ID]                         | key: [IDS]              | 22 | IDS
          where: {FLAG: ["0"]}              | where: {FLAGS: ["0"]}   | 23 | FLAGS
          failed: {FLAG: "2"}               | failed: {ID: "2"}       | 23 | 反复读取
          where: {FLAG: ["0"]}              | where: {FLAG: ["", "0"]} | 23 | NULL
          endpoint: jdbc:postgresql://x.invalid/x | endpoint: http://x.invalid/x | 7 | jdbc:
          """)
  void descriptor_oneThingBroken_isToldWithItsLine(String good, String bad, int line, String word) {
    List<Fault> faults = faults(folder(s -> s.replace(good, bad), s -> s));
    assertThat(faults)
        .anyMatch(
            f ->
                f.file().equals("system.yaml")
                    && f.line() == line
                    && (f.message() + f.fix()).contains(word));
  }

  @Test
  void table_thatTheContractLacks_isTold() {
    List<Fault> faults =
        faults(folder(s -> s, s -> s.replace("create table PROC", "create table PROD")));
    assertThat(faults).anyMatch(f -> f.line() == 12 && f.message().contains("PROC"));
  }

  @Test
  void contract_missing_isTold() {
    Folder folder = folder(s -> s, s -> s);
    folder.files().remove("contract/schema.sql");
    assertThat(faults(folder)).anyMatch(f -> f.file().equals("contract/schema.sql"));
  }

  @Test
  void door_ofATableWithoutPoll_isTold() {
    String without = SYSTEM.substring(0, SYSTEM.indexOf("    poll:"));
    assertThat(faults(folder(s -> without, s -> s))).isNotEmpty();
  }

  @Test
  void otherTransport_stillNeedsFormatAndAnswer() {
    List<Fault> faults =
        faults(
            folder(
                s ->
                    s.replace(
                        "transport: table\nendpoint: jdbc:postgresql://x.invalid/x",
                        "transport: http\nendpoint: http://x.invalid"),
                s -> s));
    assertThat(faults).anyMatch(f -> f.message().contains("request"));
    assertThat(faults).anyMatch(f -> f.message().contains("answer"));
  }

  private static Optional<TranslationException> written(String rows) throws Exception {
    JsonNode tree = new JsonMapper().readTree(rows.replace('\'', '"'));
    var draft = new Dialect.Draft("put", tree, "c", Sample.MESSAGE_ID, List.of());
    try {
      dialect().readable(draft);
      return Optional.empty();
    } catch (TranslationException e) {
      return Optional.of(e);
    }
  }

  @Test
  void rows_thatFit_pass() throws Exception {
    assertThat(
            written(
                "{'PROC': [{'PROJID': '00001', 'SN': '1', 'NODENAME': '受理䶮𠮷', 'STARTED': '2026-07-20 09:00:00', 'DUE': '2026-08-01', 'FEE': '10.00'}]}"))
        .isEmpty();
    assertThat(written("{'PROC': [{'@delete': true, 'PROJID': '1', 'SN': '1'}]}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'PROD': [{'PROJID': '1'}]}                                                   | PROD           | tables
          {}                                                                            |                | 没有给出任何行
          {'PROC': [{'PROJID': '1', 'SN': '1', 'NODENAME': '受理', 'NODE': 'x'}]}        | PROC.NODE      | 没有这一列
          {'PROC': [{'PROJID': '1', 'NODENAME': '受理'}]}                                | PROC.SN        | 主键
          {'PROC': [{'PROJID': '1', 'SN': '1'}]}                                         | PROC.NODENAME  | 必填
          {'PROC': [{'PROJID': '1', 'SN': '1', 'NODENAME': ''}]}                         | PROC.NODENAME  | 必填
          {'PROC': [{'PROJID': '', 'SN': '1', 'NODENAME': '受理'}]}                      | PROC.PROJID    | 主键
          {'PROC': [{'PROJID': '123456', 'SN': '1', 'NODENAME': '受理'}]}                | PROC.PROJID    | 最多 5 个
          {'PROC': [{'PROJID': '1', 'SN': '一', 'NODENAME': '受理'}]}                    | PROC.SN        | 不是数字
          {'PROC': [{'PROJID': '1', 'SN': '1', 'NODENAME': '受理', 'DUE': '2026-02-30'}]} | PROC.DUE       | 日期
          {'PROC': [{'PROJID': '1', 'SN': '1', 'NODENAME': '受理', 'STARTED': '2026-07-20T09:00:00'}]} | PROC.STARTED | 时间
          {'PROC': [{'PROJID': '1', 'SN': '1', 'NODENAME': {'a': '1'}}]}                 | PROC.NODENAME  | 单个的值
          """)
  void rows_thatDoNotFit_areRefusedNamingTableAndColumnButNoValue(
      String rows, String field, String word) throws Exception {
    TranslationException refused = written(rows).orElseThrow();
    assertThat(refused.stage()).isEqualTo(TranslationException.Stage.ENCODE);
    assertThat(refused.finding().field()).isEqualTo(field == null ? "" : field);
    assertThat(refused.finding().message() + refused.finding().fix())
        .contains(word)
        .doesNotContain("123456", "2026-");
  }
}
