package io.tongqiao.probe;

import io.tongqiao.probe.Step.Found;
import io.tongqiao.probe.Step.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The steps that any address has: name, TCP, TLS. */
final class Network {

  private static final int MOST_ADDRESSES = 4;

  private final Certificates certificates;
  private final int connectMillis;

  Network(Certificates certificates, int connectMillis) {
    this.certificates = certificates;
    this.connectMillis = connectMillis;
  }

  /**
   * Takes the steps.
   *
   * @param open whether the way leads over the internet
   */
  void test(URI address, boolean open, Steps steps) {
    Optional<Target> target = Target.of(address);
    if (target.isEmpty()) {
      Found why = nowhere(address);
      steps.next(Kind.NAME, () -> why);
      steps.next(Kind.TCP, () -> why);
      steps.next(Kind.TLS, () -> why);
      return;
    }
    steps.next(Kind.NAME, () -> name(target.get()));
    steps.next(Kind.TCP, () -> tcp(target.get()));
    steps.next(
        Kind.TLS,
        () -> target.get().tls() ? certificates.look(target.get()) : plain(address, open));
  }

  private static Found nowhere(URI address) {
    if (address.toString().equals("own-broker")) {
      return Found.notTried(
          "用的是通桥自己的消息代理，不经网络", "It reads from Tongqiao's own broker; no network in between.");
    }
    if ("file".equals(address.getScheme())) {
      return Found.notTried(
          "是本机上的目录，不经网络", "It is a directory on this machine; no network in between.");
    }
    return Found.notTried(
        "从这种地址看不出主机和端口，由驱动自己连接，结果见后面的步骤",
        "Host and port cannot be told from this form of address; the steps below show whether the driver connects.");
  }

  private static Found plain(URI address, boolean open) {
    if ("sftp".equals(address.getScheme())) {
      return Found.notTried(
          "SSH 不用证书，主机公钥在登录时核对",
          "SSH has no certificate; the host key is checked when signing in.");
    }
    if ("jdbc".equals(address.getScheme())) {
      return Found.notTried(
          "是否加密由数据库驱动与对方商定，在登录时进行", "Driver and database settle encryption when signing in.");
    }
    Found found = Found.notTried("地址是明文的，没有 TLS", "The address is plain; there is no TLS.");
    return open
        ? found.but("经互联网调用：请对方提供加密的地址", "It goes over the internet: ask for an encrypted address.")
        : found;
  }

  private static Found name(Target target) {
    try {
      InetAddress[] all = InetAddress.getAllByName(target.host());
      String addresses =
          Arrays.stream(all)
              .limit(MOST_ADDRESSES)
              .map(InetAddress::getHostAddress)
              .collect(Collectors.joining(" "));
      boolean literal = addresses.equals(target.host());
      return literal
          ? Found.ok("写的就是地址 " + addresses + "，不用解析", addresses + " is an address already.")
          : Found.ok(
              target.host() + " 解析为 " + addresses,
              target.host() + " resolves to " + addresses + ".");
    } catch (UnknownHostException e) {
      return Found.failed(
              "域名 " + target.host() + " 解析不了", "The name " + target.host() + " does not resolve.")
          .but(
              "核对 tongqiao.endpoints 中的域名；专网和外网的域名要由该网的 DNS 解析，或写进本机 hosts",
              "Check the name in tongqiao.endpoints; names of closed networks need that network's DNS, or a line in this machine's hosts.");
    }
  }

  private Found tcp(Target target) throws UnknownHostException {
    Found failure = Found.failed("", "");
    for (InetAddress address :
        Arrays.stream(InetAddress.getAllByName(target.host())).limit(MOST_ADDRESSES).toList()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, target.port()), connectMillis);
        return Found.ok("连上了 " + target, "Connected to " + target + ".");
      } catch (IOException e) {
        failure = refused(target, e);
      }
    }
    return failure;
  }

  private Found refused(Target target, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Found.failed(
              target + " 在 " + connectMillis + " 毫秒内没有反应",
              target + " did not react within " + connectMillis + " ms.")
          .but(
              "多半被防火墙拦下：请网络管理员放行本机到 " + target + "，并请对方放行本机地址",
              "Most likely a firewall drops it: have this machine let through to "
                  + target
                  + ", on both sides.");
    }
    if (e instanceof NoRouteToHostException) {
      return Found.failed("到 " + target + " 没有路由", "There is no route to " + target + ".")
          .but(
              "核对本机是否接入了该网络，以及网关设置",
              "Check that this machine is in that network, and its gateway.");
    }
    if (e instanceof ConnectException) {
      return Found.failed(target + " 拒绝连接", target + " refuses the connection.")
          .but(
              "核对端口是否写对；写对了就请对方启动该端口上的服务",
              "Check the port; if it is right, the other side has to start what listens there.");
    }
    return Found.failed(
            "连接 " + target + " 未成：" + e.getClass().getSimpleName(),
            "No connection to " + target + ": " + e.getClass().getSimpleName() + ".")
        .but("核对地址、端口和网络", "Check address, port and network.");
  }
}
