package io.tongqiao.bench.drill;

import io.tongqiao.dialect.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** All simulator processes of a run: one for each transport, and one for the bureau's platform. */
final class Company implements Stoppable {

  private final Map<String, Peer> peers = new TreeMap<>();

  /**
   * Starts them side by side; they listen when this returns.
   *
   * @throws IOException when one does not start
   */
  Company(Repertoire repertoire, Path jar, Site site) throws IOException, InterruptedException {
    var parts = new TreeMap<String, List<String>>();
    String platform = repertoire.platform();
    for (Descriptor system : repertoire.systems()) {
      String part =
          system.id().equals(platform)
              ? "platform"
              : system.transport().name().toLowerCase(java.util.Locale.ROOT);
      parts.computeIfAbsent(part, p -> new ArrayList<>()).add(system.id());
    }
    for (var part : parts.entrySet()) {
      peers.put(part.getKey(), new Peer(part.getKey(), part.getValue(), jar, site));
    }
  }

  List<Peer> peers() {
    return List.copyOf(peers.values());
  }

  /** Where the ledgers are. */
  List<Path> ledgers(Site site) {
    return peers.keySet().stream().map(site::ledger).toList();
  }

  /**
   * The server's settings for all played systems.
   *
   * @throws IOException when one does not listen
   */
  Properties endpoints() throws IOException, InterruptedException {
    var all = new Properties();
    for (Peer peer : peers()) {
      all.putAll(peer.endpoints());
    }
    return all;
  }

  @Override
  public void stop() throws InterruptedException {
    for (Peer peer : peers()) {
      peer.stop();
    }
  }
}
