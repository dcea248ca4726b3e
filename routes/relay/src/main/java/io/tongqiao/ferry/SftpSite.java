package io.tongqiao.ferry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tongqiao.dialect.Auth;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * One system's SFTP server, as a file system. Its host key must be the one that the site has given;
 * no unknown one is trusted. Thread-safe.
 */
final class SftpSite {

  private static final int PORT = 22;

  private record Open(
      SshClient client, FileSystem files, Path root, List<Optional<String>> secrets) {}

  private final Descriptor system;
  private final URI address;
  private final Secrets secrets;
  private Optional<Open> open = Optional.empty();

  SftpSite(Descriptor system, URI address, Secrets secrets) {
    this.system = system;
    this.address = address;
    this.secrets = secrets;
  }

  /** The directory that the address names; connects when there is no connection, or other keys. */
  synchronized Path root() throws IOException {
    List<Optional<String>> now = names().map(secrets::find).toList();
    if (open.isPresent() && open.get().files.isOpen() && open.get().secrets.equals(now)) {
      return open.get().root;
    }
    leave();
    open = Optional.of(connect(now));
    return open.get().root;
  }

  private Stream<String> names() {
    return Stream.concat(system.secrets(), Stream.of(hostKey()));
  }

  private String hostKey() {
    return system.ferry().orElseThrow().hostKey();
  }

  private Open connect(List<Optional<String>> now) throws IOException {
    if (!(system.auth() instanceof Auth.Basic basic)) {
      throw new IOException("SFTP 要用户名和密码或私钥。请在 system.yaml 中写 auth: {kind: basic, …}");
    }
    PublicKey known = publicKey(value(hostKey()));
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(only(known));
    client.setKeyIdentityProvider(
        org.apache.sshd.common.keyprovider.KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.start();
    try {
      int port = address.getPort() < 0 ? PORT : address.getPort();
      long millis = system.limits().timeout().toMillis();
      ClientSession session =
          client
              .connect(value(basic.username()), address.getHost(), port)
              .verify(millis)
              .getSession();
      show(session, basic);
      session.auth().verify(millis);
      FileSystem files = SftpClientFactory.instance().createSftpFileSystem(session);
      return new Open(client, files, files.getPath(address.getPath()), now);
    } catch (IOException e) {
      client.stop();
      throw new IOException("SFTP 服务器 " + address.getHost() + " 连接不上：" + words(e), e);
    }
  }

  private void show(ClientSession session, Auth.Basic basic) throws IOException {
    String secret = value(basic.password());
    if (!basic.password().endsWith(".ssh-key")) {
      session.addPasswordIdentity(secret);
      return;
    }
    try {
      var text = new ByteArrayInputStream((secret + "\n").getBytes(UTF_8));
      var name = NamedResource.ofName(basic.password());
      for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(session, name, text, null)) {
        session.addPublicKeyIdentity(pair);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("密钥 " + basic.password() + " 不是 OpenSSH 私钥", e);
    }
  }

  private static ServerKeyVerifier only(PublicKey known) {
    return (ClientSession session, SocketAddress from, PublicKey shown) ->
        KeyUtils.compareKeys(known, shown);
  }

  /** Of a line {@code ssh-ed25519 AAAA…}, with or without the hosts of known_hosts before it. */
  private PublicKey publicKey(String line) throws IOException {
    String key = line.replaceFirst("^.*?(?=(ssh-|ecdsa-|sk-))", "");
    try {
      return AuthorizedKeyEntry.parseAuthorizedKeyEntry(key)
          .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("密钥 " + hostKey() + " 不是 OpenSSH 公钥（如 ssh-ed25519 AAAA…）", e);
    }
  }

  private String value(String name) throws IOException {
    return secrets
        .find(name)
        .orElseThrow(
            () ->
                new IOException(
                    "缺少密钥 "
                        + name
                        + "：放入 <数据目录>/secrets/"
                        + name
                        + "，或设环境变量 "
                        + Conversation.environmentName(name)));
  }

  private static String words(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Server key did not validate")) {
      return "服务器的主机密钥与登记的不同，已拒绝连接。请与对方核对后更新主机密钥";
    }
    if (message.contains("No more authentication methods")) {
      return "用户名、密码或私钥被拒绝";
    }
    return message;
  }

  /**
   * Closes the connection that a directory came of, if it is still in use; the next use opens one.
   */
  synchronized void leave(Path root) {
    if (open.isPresent() && open.get().files == root.getFileSystem()) {
      leave();
    }
  }

  private synchronized void leave() {
    open.ifPresent(SftpSite::close);
    open = Optional.empty();
  }

  private static void close(Open open) {
    try {
      open.files.close();
    } catch (IOException e) {
      // it is lost already
    } finally {
      open.client.stop();
    }
  }

  synchronized void close() {
    leave();
  }
}
