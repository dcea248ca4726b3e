package io.tongqiao.probe;

import io.tongqiao.probe.Step.Found;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Shakes hands as calls do, against the trust store of the JVM and with the host's name checked,
 * and tells what the certificate says even where it is refused.
 */
final class Certificates {

  private static final Duration SOON = Duration.ofDays(30);
  private static final int LONGEST = 120;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.ofHours(8));

  private final Clock clock;
  private final int millis;

  Certificates(Clock clock, int millis) {
    this.clock = clock;
    this.millis = millis;
  }

  Found look(Target target) throws GeneralSecurityException, IOException {
    var seen = new Witness(usual());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {seen}, null);
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(target.host(), target.port()), millis);
      plain.setSoTimeout(millis);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return well(socket.getSession().getProtocol(), seen.chain().get(0));
    } catch (IOException e) {
      return refused(target, seen.chain(), e);
    }
  }

  private static X509ExtendedTrustManager usual() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no trust manager for X.509"));
  }

  private Found well(String protocol, X509Certificate certificate) {
    long days = Duration.between(clock.instant(), end(certificate)).toDays();
    Found found =
        Found.ok(
            protocol
                + "，证书 "
                + subject(certificate)
                + " 有效至 "
                + day(certificate)
                + "（还有 "
                + days
                + " 天）",
            protocol
                + "; the certificate of "
                + subject(certificate)
                + " is good until "
                + day(certificate)
                + " ("
                + days
                + " days).");
    return days > SOON.toDays()
        ? found
        : found.but("快到期了：请对方尽快更换证书", "It ends soon: ask the other side to renew it.");
  }

  private Found refused(Target target, List<X509Certificate> chain, IOException e) {
    Instant now = clock.instant();
    for (X509Certificate certificate : chain) {
      if (end(certificate).isBefore(now)) {
        long days = Duration.between(end(certificate), now).toDays();
        return Found.failed(
                "证书 " + subject(certificate) + " 已于 " + day(certificate) + " 到期（" + days + " 天前）",
                "The certificate of "
                    + subject(certificate)
                    + " ended on "
                    + day(certificate)
                    + ", "
                    + days
                    + " days ago.")
            .but(
                "请对方更换证书；到期的证书不能放行",
                "The other side has to renew it; an expired one is not let pass.");
      }
      if (certificate.getNotBefore().toInstant().isAfter(now)) {
        return Found.failed(
                "证书 " + subject(certificate) + " 还没有生效",
                "The certificate of " + subject(certificate) + " is not good yet.")
            .but(
                "核对本机时间；时间不错就请对方查看证书",
                "Check this machine's clock; if it is right, the other side has to look at it.");
      }
    }
    String why = line(e);
    if (chain.isEmpty()) {
      return Found.failed(
              target + " 没有完成 TLS 握手：" + why,
              target + " did not complete the TLS handshake: " + why)
          .but(
              "该端口也许不是 TLS（改用 http:// 之类的地址），或对方只支持旧版本的 TLS",
              "Perhaps there is no TLS on this port (use an http:// address), or it speaks old versions only.");
    }
    X509Certificate last = chain.get(chain.size() - 1);
    if (why.contains("certification path") || why.contains("PKIX")) {
      String issuer = last.getIssuerX500Principal().getName();
      return Found.failed(
              "证书的签发者不受信任：" + issuer, "The issuer of its certificate is not trusted: " + issuer)
          .but(
              "核实后把签发者的根证书导入 JVM 信任库（keytool -importcert -cacerts），再重启；对方漏发中间证书时请对方补上",
              "Once verified, import the issuer's root into the trust store of the JVM (keytool -importcert -cacerts) and restart; or the other side sends an intermediate certificate too few.");
    }
    return Found.failed(
            "证书 " + subject(chain.get(0)) + " 不能用于 " + target.host() + "：" + why,
            "The certificate of "
                + subject(chain.get(0))
                + " cannot be used for "
                + target.host()
                + ": "
                + why)
        .but(
            "endpoint 要用证书上的域名，不用 IP 地址；或请对方换成带这个域名的证书",
            "Use the name in the certificate as the endpoint's host, not an IP address; or have it reissued for this name.");
  }

  private static String line(IOException e) {
    String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static String day(X509Certificate certificate) {
    return DAY.format(end(certificate));
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
