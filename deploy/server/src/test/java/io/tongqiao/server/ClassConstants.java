package io.tongqiao.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The texts in a class file's constant pool (Java Virtual Machine Specification, 4.4). */
final class ClassConstants {

  private static final int MAGIC = 0xCAFEBABE;

  private ClassConstants() {}

  /** Every text: string constants, and the names that the class uses. */
  static List<String> of(Path classFile) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(classFile))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(classFile + " is not a class file");
      }
      in.readInt();
      int count = in.readUnsignedShort();
      var texts = new ArrayList<String>();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        if (tag == 1) {
          texts.add(in.readUTF());
        } else {
          in.skipNBytes(length(tag));
        }
        if (tag == 5 || tag == 6) {
          i++;
        }
      }
      return texts;
    }
  }

  private static int length(int tag) throws IOException {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case 5, 6 -> 8;
      default -> throw new IOException("unknown constant " + tag);
    };
  }
}
