package io.tongqiao.ferry;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.relay.SystemAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reaches the directories of links: on this machine, or on an SFTP server. */
@Component
class Links implements DisposableBean {

  /** What is done in a link's directories. */
  interface Work<T> {
    T in(Link link) throws IOException;
  }

  private final Map<SystemAddresses.Place, SftpSite> sites = new ConcurrentHashMap<>();
  private final SystemAddresses addresses;
  private final Secrets secrets;

  Links(SystemAddresses addresses, Secrets secrets) {
    this.addresses = addresses;
    this.secrets = secrets;
  }

  /**
   * Does something in a system's directories.
   *
   * @throws IOException when they cannot be reached, or something in them could not be done; the
   *     next use begins with a new connection then
   */
  <T> T with(Descriptor system, Work<T> work) throws IOException {
    URI address = addresses.of(system);
    if (!"sftp".equals(address.getScheme())) {
      Path root = Path.of(address);
      if (!Files.isDirectory(root)) {
        throw new NoSuchFileException("摆渡目录 " + root + " 不存在。请建立目录或检查 endpoint 设置");
      }
      return work.in(new Link(system, root));
    }
    SftpSite site =
        sites.computeIfAbsent(
            addresses.place(system), place -> new SftpSite(system, address, secrets));
    Path root = site.root();
    try {
      return work.in(new Link(system, root));
    } catch (FileSystemException e) {
      throw e; // the server has answered
    } catch (IOException e) {
      site.leave(root);
      throw e;
    }
  }

  @Override
  public void destroy() {
    sites.values().forEach(SftpSite::close);
  }
}
