package io.freehold.adapters.chain.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Ethereum's hash: Keccak as it was submitted, which is not the SHA-3 that became the standard and
/// that the JDK has. It is written out here because every start needs it at once, and the library
/// that has it takes longer to load than the rest of this module together.
public final class Keccak256 {
  public static final int BYTES = 32;

  private static final int BLOCK_BYTES = 136;
  private static final VarHandle LANES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ROUNDS = 24;
  private static final int MOVES = 24;
  private static final long[] ROUND_CONSTANTS = roundConstants();

  /// How far each lane is rotated, and where it goes, along the one path through all but the first.
  private static final int[] ROTATIONS = new int[MOVES];

  private static final int[] PATH = new int[MOVES];

  static {
    int x = 1;
    int y = 0;
    for (int step = 0; step < MOVES; step++) {
      ROTATIONS[step] = (step + 1) * (step + 2) / 2 % Long.SIZE;
      int next = (2 * x + 3 * y) % 5;
      x = y;
      y = next;
      PATH[step] = x + 5 * y;
    }
  }

  private final long[] state = new long[25];
  private final byte[] block = new byte[BLOCK_BYTES];
  private int filled;

  private Keccak256() {}

  /// The hash of the parts, one after the other.
  public static byte[] hash(byte[]... parts) {
    var keccak = new Keccak256();
    for (byte[] part : parts) {
      keccak.absorb(part);
    }
    return keccak.finish();
  }

  /// The hash of the UTF-8 bytes of a text.
  public static byte[] hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private void absorb(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      int taken = Math.min(BLOCK_BYTES - filled, bytes.length - from);
      System.arraycopy(bytes, from, block, filled, taken);
      from += taken;
      filled += taken;
      if (filled == BLOCK_BYTES) {
        mixIn();
      }
    }
  }

  private byte[] finish() {
    Arrays.fill(block, filled, BLOCK_BYTES, (byte) 0);
    block[filled] = 1;
    block[BLOCK_BYTES - 1] |= (byte) 0x80;
    mixIn();
    byte[] hash = new byte[BYTES];
    for (int lane = 0; lane < BYTES / Long.BYTES; lane++) {
      LANES.set(hash, lane * Long.BYTES, state[lane]);
    }
    return hash;
  }

  private void mixIn() {
    for (int lane = 0; lane < BLOCK_BYTES / Long.BYTES; lane++) {
      state[lane] ^= (long) LANES.get(block, lane * Long.BYTES);
    }
    filled = 0;
    for (long constant : ROUND_CONSTANTS) {
      mixColumns();
      moveLanes();
      mixRows();
      state[0] ^= constant;
    }
  }

  private void mixColumns() {
    long c0 = state[0] ^ state[5] ^ state[10] ^ state[15] ^ state[20];
    long c1 = state[1] ^ state[6] ^ state[11] ^ state[16] ^ state[21];
    long c2 = state[2] ^ state[7] ^ state[12] ^ state[17] ^ state[22];
    long c3 = state[3] ^ state[8] ^ state[13] ^ state[18] ^ state[23];
    long c4 = state[4] ^ state[9] ^ state[14] ^ state[19] ^ state[24];
    addToColumn(0, c4 ^ Long.rotateLeft(c1, 1));
    addToColumn(1, c0 ^ Long.rotateLeft(c2, 1));
    addToColumn(2, c1 ^ Long.rotateLeft(c3, 1));
    addToColumn(3, c2 ^ Long.rotateLeft(c4, 1));
    addToColumn(4, c3 ^ Long.rotateLeft(c0, 1));
  }

  private void addToColumn(int x, long difference) {
    for (int lane = x; lane < state.length; lane += 5) {
      state[lane] ^= difference;
    }
  }

  private void moveLanes() {
    long moved = state[1];
    for (int step = 0; step < MOVES; step++) {
      long displaced = state[PATH[step]];
      state[PATH[step]] = Long.rotateLeft(moved, ROTATIONS[step]);
      moved = displaced;
    }
  }

  private void mixRows() {
    for (int row = 0; row < state.length; row += 5) {
      long a = state[row];
      long b = state[row + 1];
      long c = state[row + 2];
      long d = state[row + 3];
      long e = state[row + 4];
      state[row] = a ^ (~b & c);
      state[row + 1] = b ^ (~c & d);
      state[row + 2] = c ^ (~d & e);
      state[row + 3] = d ^ (~e & a);
      state[row + 4] = e ^ (~a & b);
    }
  }

  /// One bit at each position 2^j - 1, drawn from a shift register.
  private static long[] roundConstants() {
    long[] constants = new long[ROUNDS];
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      for (int j = 0; j <= 6; j++) {
        constants[round] |= (register & 1L) << ((1 << j) - 1);
        register = (register << 1) ^ ((register >> 7) * 0x171);
      }
    }
    return constants;
  }
}
