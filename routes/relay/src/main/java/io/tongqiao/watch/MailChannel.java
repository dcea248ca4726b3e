package io.tongqiao.watch;

import io.tongqiao.dialect.Secrets;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Mails alerts, as plain text. The message id is the notice's number, so that one that was sent
 * twice can be told.
 */
final class MailChannel implements AlertChannel {

  private static final String PATIENCE_MILLIS = "10000";

  private final AlertProperties.Mail settings;
  private final Secrets secrets;

  MailChannel(AlertProperties.Mail settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public void tell(List<AlertJournal.Notice> notices) throws IOException {
    for (AlertJournal.Notice notice : notices) {
      tell(notice);
    }
  }

  private void tell(AlertJournal.Notice notice) throws IOException {
    JavaMailSenderImpl sender = sender();
    try {
      var message = new Numbered(sender, "<tongqiao-" + notice.id() + "@" + domain() + ">");
      var text = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
      text.setFrom(settings.from());
      text.setTo(settings.to().split("\\s*,\\s*"));
      text.setSubject(AlertText.subject(notice));
      text.setText(AlertText.body(notice));
      sender.send(message);
    } catch (MessagingException | MailException e) {
      throw new IOException(e.getClass().getSimpleName(), e);
    }
  }

  private String domain() {
    return settings.from().substring(settings.from().indexOf('@') + 1);
  }

  /** Anew each time, for the password may have been changed. */
  private JavaMailSenderImpl sender() {
    var sender = new JavaMailSenderImpl();
    sender.setHost(settings.host().orElseThrow());
    sender.setPort(settings.port());
    settings.username().ifPresent(sender::setUsername);
    secrets.find(settings.passwordSecret()).ifPresent(sender::setPassword);
    Properties properties = sender.getJavaMailProperties();
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username().isPresent()));
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.starttls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.starttls()));
    properties.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
    return sender;
  }

  /** A message with an id of ours; the library would make one up at each sending. */
  private static final class Numbered extends MimeMessage {

    private final String id;

    Numbered(JavaMailSenderImpl sender, String id) {
      super(sender.getSession());
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
