package io.tongqiao.ferry;

import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Ferry;
import io.tongqiao.dialect.Secrets;
import io.tongqiao.probe.Part;
import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import io.tongqiao.probe.Steps;
import io.tongqiao.relay.SystemAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tests ferries: the directories are there and can be written. What it writes is an empty file
 * whose name no ferry and no poller looks at, and which it removes.
 */
@Component
final class FerryPart implements Part {

  private final SystemAddresses addresses;
  private final Secrets secrets;

  FerryPart(SystemAddresses addresses, Secrets secrets) {
    this.addresses = addresses;
    this.secrets = secrets;
  }

  @Override
  public Set<Descriptor.Transport> transports() {
    return Set.of(Descriptor.Transport.FERRY);
  }

  @Override
  public void test(Dialect dialect, Steps steps) {
    Descriptor system = dialect.descriptor();
    steps.next(Kind.SIGN_IN, () -> signIn(system));
    steps.next(Kind.PLACE, () -> places(system));
    steps.next(
        Kind.ANSWER,
        () ->
            Found.notTried(
                "没有摆渡报文包：对方要在网闸那边看见才知道通不通",
                "No package was ferried: whether the gap is crossed shows on the other side only."));
  }

  private boolean local(Descriptor system) {
    return !"sftp".equals(addresses.of(system).getScheme());
  }

  private Found signIn(Descriptor system) {
    if (local(system)) {
      return Found.notTried(
          "是本机上的目录，不用登录", "It is a directory on this machine; there is nothing to sign in to.");
    }
    var site = new SftpSite(system, addresses.of(system), secrets);
    try {
      Path unused = site.root();
      return Found.ok(
          "SFTP 登录成功，主机公钥相符", "Signed in over SFTP; the host key is the one that was given.");
    } catch (IOException e) {
      return Found.failed(e.getMessage(), "SFTP did not succeed: " + e.getMessage())
          .but(
              "核对用户名、密码或私钥；提示公钥不符的，核实服务器后更新密钥 " + system.ferry().orElseThrow().hostKey(),
              "Check user, password or private key; where the host key differs, verify the server and renew the secret "
                  + system.ferry().orElseThrow().hostKey()
                  + ".");
    } finally {
      site.close();
    }
  }

  private Found places(Descriptor system) throws IOException {
    URI address = addresses.of(system);
    if (local(system)) {
      return places(system.ferry().orElseThrow(), Path.of(address));
    }
    var site = new SftpSite(system, address, secrets);
    try {
      return places(system.ferry().orElseThrow(), site.root());
    } finally {
      site.close();
    }
  }

  private static Found places(Ferry ferry, Path root) {
    if (!Files.isDirectory(root)) {
      return Found.failed("目录 " + root + " 不存在", "There is no directory " + root + ".")
          .but("建立目录，并给通桥读写权限", "Make it, and let Tongqiao read and write there.");
    }
    List<String> later = new ArrayList<>();
    for (String name : List.of(ferry.outbox(), ferry.inbox())) {
      Path box = root.resolve(name);
      boolean there = Files.isDirectory(box);
      if (!writable(there ? box : root)) {
        Path place = there ? box : root;
        return Found.failed(
                "目录 " + place + " 写不进去", "Directory " + place + " cannot be written to.")
            .but(
                "给通桥的运行用户读写权限，并查看磁盘有没有满",
                "Let the user that Tongqiao runs as read and write there, and see whether the disk is full.");
      }
      if (!there) {
        later.add(name);
      }
    }
    String boxes = ferry.outbox() + "、" + ferry.inbox();
    return later.isEmpty()
        ? Found.ok(
            "目录 " + boxes + " 都可写",
            "Directories " + ferry.outbox() + " and " + ferry.inbox() + " can be written to.")
        : Found.ok(
            "目录 " + String.join("、", later) + " 还没有，第一次使用时自动建立",
            "Not there yet, and made at the first use: " + String.join(", ", later) + ".");
  }

  private static boolean writable(Path directory) {
    Path file = directory.resolve(".tongqiao-test-" + UUID.randomUUID() + ".part");
    try {
      Files.write(file, new byte[0]);
      Files.delete(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
