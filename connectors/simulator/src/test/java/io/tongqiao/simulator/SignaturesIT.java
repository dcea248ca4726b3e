package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.dialect.Sm2Key;
import io.tongqiao.dialect.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed requests: SM2 in the body as 好差评 has it, RSA over the fields of a form. */
class SignaturesIT {

  private static final String HEAD =
      """
      id: test-signed
      name: {zh: 签名系统, en: Signed}
      owner: {zh: 示例局, en: Example bureau}
      tier: province
      network: extranet
      transport: http
      endpoint: http://signed.invalid/api
      accepts: [{operation: push, events: [RECEIVE]}]
      """;
  private static final String REVIEW =
      """
      auth:
        kind: signature
        key: test-signed.private-key
        body: {/appMark: test-signed.app-mark, /appWord: test-signed.app-word}
        time: {body: /time, pattern: yyyyMMddHHmmss}
        over: .time + .appMark + .appWord
        send: {body: /sign}
      operations:
        push:
          path: /push
          request: {codec: json}
          response: {codec: json}
          answer: {success: .body.code == "0", notNow: .status == 401, receiptNo: .body.no}
          trace: {caseNo: .case.no, messageId: .id}
      """;
  private static final String ESB =
      """
      charset: GB2312
      auth:
        kind: signature
        algorithm: rsa
        key: test-signed.rsa-key
        over: .request
        send: {body: /sign}
      operations:
        push:
          path: /push
          request: {codec: form, nested: {/request: {codec: xml, declaration: gb2312}}}
          response: {codec: json, charset: UTF-8}
          answer: {success: .body.code == "0", notNow: .status == 401, receiptNo: .body.no}
          trace: {caseNo: .request.R.NO, messageId: .request.R.ID}
      """;
  private static final String JSON_MAPPING = "{\"id\": $messageId, \"case\": {\"no\": .subject}}";
  private static final String FORM_MAPPING =
      "{\"request\": {\"R\": {\"NO\": .subject, \"ID\": $messageId, \"NAME\": \"示例\"}}}";

  @TempDir private Path dir;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-09-08T07:00:00Z"));

  private Path folder(String rest, String mapping) throws Exception {
    Path folder = dir.resolve("systems/test-signed");
    Path sample = Files.createDirectories(folder.resolve("samples/push"));
    Files.writeString(folder.resolve("system.yaml"), HEAD + rest);
    Files.writeString(folder.resolve("push.to-system.jslt"), mapping);
    Files.writeString(sample.resolve("response.json"), "{\"code\":\"0\",\"no\":\"QM000001\"}");
    Path message = Caller.SYSTEMS.resolve("prov-yctb/samples/push-case/canonical.json");
    Files.copy(message, sample.resolve("canonical.json"));
    return folder;
  }

  private Simulator play() throws Exception {
    var settings = SimulatorSettings.of(dir.resolve("systems")).withClock(clock);
    return Simulator.start(settings.withSecrets(dir.resolve("secrets")));
  }

  private static Verdict call(Simulator simulator, Path directory, Secrets secrets, Clock clock)
      throws Exception {
    Folder folder = Folder.read(directory);
    Dialect dialect = Dialect.compile(folder);
    var wire = HttpWire.to(simulator.endpoints().get("test-signed"));
    var draft = new SampleRun(dialect, Sample.of(folder).get(0)).draft();
    return Conversation.with(dialect, wire, secrets, clock).call(draft).verdict();
  }

  @Test
  void review_signedByUs_isLetIn() throws Exception {
    Path folder = folder(REVIEW, JSON_MAPPING);
    try (Simulator simulator = play()) {
      Verdict verdict = call(simulator, folder, simulator.secrets(), clock);

      assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.CONFIRMED);
      assertThat(verdict.receiptNo()).startsWith("QM");
    }
  }

  @Test
  void review_signedByAnotherOrLate_isRefused() throws Exception {
    Path folder = folder(REVIEW, JSON_MAPPING);
    String other = Sm2Key.random(new SecureRandom()).hex();
    try (Simulator simulator = play()) {
      Secrets forged =
          name -> name.endsWith("key") ? Optional.of(other) : simulator.secrets().find(name);
      call(simulator, folder, forged, clock);
      Clock late = Clock.offset(clock, Duration.ofMinutes(-6));
      call(simulator, folder, simulator.secrets(), late);
      Secrets stranger =
          name -> name.endsWith("word") ? Optional.of("x") : simulator.secrets().find(name);
      call(simulator, folder, stranger, clock);

      assertThat(simulator.ledger())
          .extracting(LedgerEntry::answer)
          .containsExactly("refused:signature", "refused:skew", "refused:credentials");
    }
  }

  @Test
  void esb_formSignedWithRsa_isLetIn() throws Exception {
    Path folder = folder(ESB, FORM_MAPPING);
    try (Simulator simulator = play()) {
      assertThat(call(simulator, folder, simulator.secrets(), clock).outcome())
          .isEqualTo(Verdict.Outcome.CONFIRMED);
    }
  }

  @Test
  void secrets_startedAgain_areTheSameAndForTheirOwnerOnly() throws Exception {
    Path folder = folder(REVIEW, JSON_MAPPING);
    String key;
    try (Simulator simulator = play()) {
      key = simulator.secrets().find("test-signed.private-key").orElseThrow();
    }
    try (Simulator simulator = play()) {
      assertThat(simulator.secrets().find("test-signed.private-key")).hasValue(key);
      assertThat(call(simulator, folder, simulator.secrets(), clock).outcome())
          .isEqualTo(Verdict.Outcome.CONFIRMED);
    }
    Path file = dir.resolve("secrets/test-signed.private-key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
