package io.tongqiao.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A folder whose system is reached by files through a gap, and what may be wrong in it. */
class FerryFolderTest {

  private static final String SYSTEM =
      """
      id: prov-x
      name: {zh: 甲, en: x}
      owner: {zh: 甲, en: x}
      tier: province
      network: private
      transport: ferry
      endpoint: file:/srv/ferry/x
      auth: {kind: none}
      ferry: {inbox: inbox, split: 10MiB, again: 30m, hostKey: prov-x.host-key}
      accepts: [{operation: put}]
      operations:
        put:
          request: {codec: xml}
          response: {codec: xml}
          answer: {success: .body.Ack == "0", message: .body.Words}
      doors:
        back:
          transport: ferry
          request: {codec: xml}
          reply: {format: {codec: xml}, accepted: '{"Ack": "0"}', refused: '{"Ack": "1"}'}
      """;

  private static Folder folder(UnaryOperator<String> change) {
    var files = new TreeMap<String, byte[]>();
    files.put("system.yaml", change.apply(SYSTEM).getBytes(UTF_8));
    files.put("to-system.jslt", ".data".getBytes(UTF_8));
    files.put("to-canonical.jslt", ".".getBytes(UTF_8));
    return new Folder("prov-x", "test", files);
  }

  private static Verdict verdict(Reply reply) throws BrokenFolderException {
    Dialect dialect = Dialect.compile(folder(s -> s));
    return dialect.verdict("put", dialect.answer("put", reply));
  }

  private static Reply reply(int status, String words, String body) {
    return new Reply(status, Map.of("ferry", words), body.getBytes(UTF_8), Optional.empty());
  }

  @Test
  void folder_asItIs_compilesWithWhatWasLeftOut() throws Exception {
    Ferry ferry = Dialect.compile(folder(s -> s)).descriptor().ferry().orElseThrow();
    assertThat(ferry.outbox()).isEqualTo("outbox");
    assertThat(ferry.pack()).isEqualTo(Ferry.Pack.ZIP);
    assertThat(ferry.acks()).isTrue();
    assertThat(ferry.split()).isEqualTo(10L << 20);
    assertThat(ferry.every()).isEqualTo(Duration.ofSeconds(10));
    Folder without = folder(s -> s.replaceAll("ferry: \\{.*}\n", ""));
    assertThat(Dialect.compile(without).descriptor().ferry().orElseThrow().hostKey())
        .isEqualTo("prov-x.host-key");
  }

  @Test
  void answer_untilAnAcknowledgementIsThere_isPendingAndSaysWhatIsWaitedFor() throws Exception {
    Verdict waiting = verdict(reply(202, "等待对方回执", ""));
    assertThat(waiting.outcome()).isEqualTo(Verdict.Outcome.PENDING);
    assertThat(waiting.message()).isEqualTo("等待对方回执");
  }

  @Test
  void answer_whenTheDirectoryCannotBeWritten_isNotNow() throws Exception {
    assertThat(verdict(reply(503, "不能写入", "")).outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
    assertThat(verdict(reply(503, "不能写入", "")).message()).isEqualTo("不能写入");
  }

  @Test
  void acknowledgement_isReadByTheFolder() throws Exception {
    var good = new Reply(200, Map.of(), "<Ack>0</Ack>".getBytes(UTF_8), Optional.empty());
    assertThat(verdict(good).outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
    var bad = new Reply(200, Map.of(), "<Ack>1</Ack>".getBytes(UTF_8), Optional.empty());
    assertThat(verdict(bad).outcome()).isEqualTo(Verdict.Outcome.REJECTED);
    var empty = new Reply(200, Map.of(), new byte[0], Optional.empty());
    assertThat(verdict(empty).outcome()).isEqualTo(Verdict.Outcome.NOT_NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          endpoint: file:/srv/ferry/x | endpoint: http://x.invalid/x   | 7  | sftp://
          transport: ferry\\nendpoint: file:/srv | transport: http\\nendpoint: file:/srv | 7  | http
          auth: {kind: none}          | auth: {kind: credentials, headers: {a: prov-x.a}} | 8  | .ssh-key
          inbox: inbox                | inbox: outbox                  | 9  | 同一个目录
          split: 10MiB                | split: 1B                      | 9  | split
          again: 30m                  | again: 0s                      | 9  | again
          hostKey: prov-x.host-key    | hostKey: prov-y.host-key       | 9  | prov-y.host-key
          {inbox: inbox,              | {acks: false,                  | 15 | TRANSPORT
          {inbox: inbox,              | {pack: rar,                    | 9  | pack
          response: {codec: xml}      | path: /x                       | 12 | 回执
          request: {codec: xml}       | request: {codec: xml, nested: {/a: {codec: json, sm2: prov-x.public-key}}} | 11 | 加密封装
          reply: {format: {codec: xml}, accepted: '{"Ack": "0"}', refused: '{"Ack": "1"}'} | path: /x | 17 | reply
          """)
  void descriptor_oneThingBroken_isToldWithItsLine(String good, String bad, int line, String word) {
    Folder broken = folder(s -> s.replace(good.replace("\\n", "\n"), bad.replace("\\n", "\n")));
    List<Fault> faults =
        catchThrowableOfType(BrokenFolderException.class, () -> Dialect.compile(broken)).faults();
    assertThat(faults).anyMatch(f -> f.line() == line && (f.message() + f.fix()).contains(word));
  }

  @Test
  void door_asASecondOneOrInAnotherTransport_isTold() {
    String second = "  other:\n    transport: ferry\n    request: {codec: xml}\n";
    assertThat(faults(s -> s + second)).anyMatch(f -> f.message().contains("只能有一个"));
    assertThat(
            faults(
                s ->
                    s.replace(
                        "transport: ferry\nendpoint: file:/srv",
                        "transport: http\nendpoint: http://x")))
        .anyMatch(f -> f.message().contains("摆渡入口"))
        .anyMatch(f -> f.message().contains("有 ferry"));
  }

  private static List<Fault> faults(UnaryOperator<String> change) {
    return catchThrowableOfType(BrokenFolderException.class, () -> Dialect.compile(folder(change)))
        .faults();
  }
}
