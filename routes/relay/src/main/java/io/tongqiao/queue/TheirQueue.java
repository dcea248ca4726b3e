package io.tongqiao.queue;

import java.io.IOException;
import java.util.Optional;

/**
 * A queue on a system's own broker, as one reader sees it. What was neither done nor refused when
 * it is closed or lost, the broker hands out again, in its place.
 */
interface TheirQueue extends AutoCloseable {

  /** How many messages may be handed out ahead, where they are counted. */
  int AHEAD = 8;

  /** A message in hand. */
  interface InHand {

    /** What the broker or sender calls it; empty where nobody does. */
    String id();

    /** Its bytes, as often as they are asked for; empty when there are more than may be. */
    Optional<byte[]> body() throws IOException;

    /** It is in the journal. */
    void done() throws IOException;

    /** It can never be: the broker puts it where its dead letters go. */
    void refuse() throws IOException, InterruptedException;
  }

  /** The next message, or none within a moment. */
  Optional<InHand> next() throws IOException, InterruptedException;

  @Override
  void close();
}
