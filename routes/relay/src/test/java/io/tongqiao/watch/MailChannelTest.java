package io.tongqiao.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailChannelTest {

  private static final AlertJournal.Notice NOTICE = notice();

  private static AlertJournal.Notice notice() {
    Instant since = Instant.parse("2026-03-16T01:00:00Z");
    var alarm =
        new Alarm(Alarm.Rule.BREAKER, "city-power", since, "市供电公司（city-power）熔断", "查对方服务和网络");
    var alert = new AlertJournal.Alert(7, alarm, since, Optional.empty(), Optional.empty());
    return new AlertJournal.Notice(42, AlertJournal.Kind.RAISED, "mail", 0, alert);
  }

  private static MailChannel channel(int port) {
    var settings =
        new AlertProperties.Mail(
            Optional.of("127.0.0.1"),
            port,
            "tongqiao@example.gov.cn",
            "zhiban@example.gov.cn, second@example.gov.cn",
            Optional.empty(),
            "mail.password",
            false);
    return new MailChannel(settings, name -> Optional.empty());
  }

  @Test
  void alert_isMailedWithItsNumberAndWords() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var session = CompletableFuture.supplyAsync(() -> received(server));
      channel(server.getLocalPort()).tell(List.of(NOTICE));
      String[] said = session.get(10, TimeUnit.SECONDS).split("\nDATA\n", 2);
      assertThat(said[0]).contains("RCPT TO:<zhiban@example.gov.cn>", "second@example.gov.cn");
      var message =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(said[1].getBytes(UTF_8)));
      assertThat(message.getMessageID()).isEqualTo("<tongqiao-42@example.gov.cn>");
      assertThat(message.getSubject()).isEqualTo("【通桥告警】系统熔断：city-power");
      assertThat(message.getContent().toString())
          .contains("市供电公司", "自：2026-03-16 09:00:00", "处理：查对方服务和网络", "告警编号：7");
    }
  }

  @Test
  void alert_whereNoServerAnswers_isNotTold() throws IOException {
    int closed;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = server.getLocalPort();
    }
    assertThatThrownBy(() -> channel(closed).tell(List.of(NOTICE))).isInstanceOf(IOException.class);
  }

  /** One session of RFC 5321, as a mail server holds it. */
  private static String received(ServerSocket server) {
    var said = new StringBuilder();
    try (Socket socket = server.accept();
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      OutputStream out = socket.getOutputStream();
      answer(out, "220 mail");
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        said.append(line).append('\n');
        if (data) {
          data = !line.equals(".");
          if (!data) {
            answer(out, "250 kept");
          }
        } else if (line.equals("QUIT")) {
          answer(out, "221 bye");
          break;
        } else {
          data = line.equals("DATA");
          answer(out, data ? "354 go on" : "250 ok");
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return said.toString();
  }

  private static void answer(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(UTF_8));
    out.flush();
  }
}
