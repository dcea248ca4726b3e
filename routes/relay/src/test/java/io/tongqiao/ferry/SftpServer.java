package io.tongqiao.ferry;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * An SFTP server, which may be told to cut the connection after its n-th step, and what to do when
 * a file has been moved to a place.
 */
final class SftpServer implements SftpEventListener, AutoCloseable {

  private final KeyPair hostKey;
  private final SshServer server;
  private final AtomicInteger left = new AtomicInteger(-1);
  private final Map<String, Runnable> onceMoved = new ConcurrentHashMap<>();

  SftpServer(Path root, String user, String password, Collection<KeyPair> clients)
      throws Exception {
    Files.createDirectories(root);
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    this.hostKey = generator.generateKeyPair();
    this.server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    server.setPasswordAuthenticator(
        (name, word, session) -> name.equals(user) && word.equals(password));
    server.setPublickeyAuthenticator(
        (name, key, session) ->
            name.equals(user)
                && clients.stream().anyMatch(c -> KeyUtils.compareKeys(c.getPublic(), key)));
    var sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(this);
    server.setSubsystemFactories(List.of(sftp));
    server.start();
  }

  String address() {
    return "sftp://127.0.0.1:" + server.getPort() + "/";
  }

  /** As it stands in a known_hosts file. */
  String hostKey() {
    return "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic());
  }

  /** After so many more steps the connection breaks, once. */
  void cutAfter(int steps) {
    left.set(steps);
  }

  /** Whether it has been cut since it was told to. */
  boolean wasCut() {
    return left.get() < 0;
  }

  /** Does this, once, when a file stands there and before its mover is told so. */
  void onceMoved(String place, Runnable then) {
    onceMoved.put(place, then);
  }

  private void step(ServerSession session) throws IOException {
    if (left.get() >= 0 && left.decrementAndGet() < 0) {
      session.close(true);
      throw new IOException("cut");
    }
  }

  @Override
  public void written(
      ServerSession session,
      String id,
      FileHandle file,
      long offset,
      byte[] data,
      int from,
      int length,
      Throwable thrown)
      throws IOException {
    step(session);
  }

  @Override
  public void moved(
      ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
      throws IOException {
    Optional.ofNullable(onceMoved.remove(to.toString())).ifPresent(Runnable::run);
    step(session);
  }

  @Override
  public void removed(ServerSession session, Path path, boolean directory, Throwable thrown)
      throws IOException {
    step(session);
  }

  @Override
  public void closed(ServerSession session, String id, Handle file, Throwable thrown)
      throws IOException {
    if (file instanceof FileHandle) {
      step(session);
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
