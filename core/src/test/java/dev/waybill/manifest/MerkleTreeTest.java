package dev.waybill.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** The inputs and roots of the reference implementation of Certificate Transparency. */
  static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void hasTheKnownRoots() {
    MerkleTree tree = new MerkleTree();
    assertThat(tree.root()).hasToString(ROOTS.getFirst());
    for (int i = 0; i < LEAVES.size(); i++) {
      add(tree, HexFormat.of().parseHex(LEAVES.get(i)));
      assertThat(tree.root()).as("of %s leaves", i + 1).hasToString(ROOTS.get(i + 1));
    }
  }

  @Test
  void isTheTreeOfTheDefinitionAtEverySize() {
    MerkleTree tree = new MerkleTree();
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] leaf = ("leaf " + i).getBytes(UTF_8);
      leaves.add(leaf);
      add(tree, leaf);
      assertThat(tree.root()).isEqualTo(Sha256.at(defined(leaves), 0));
    }
    assertThat(tree.leaves()).isEqualTo(200);
  }

  @Test
  void takesLeavesInPieces() {
    MerkleTree tree = new MerkleTree();
    byte[] leaf = "0123456789".getBytes(UTF_8);
    tree.append(leaf, 0, 3);
    tree.append(leaf, 3, 0);
    tree.append(leaf, 3, 7);
    tree.endLeaf();

    assertThat(tree.root()).isEqualTo(Sha256.at(defined(List.of(leaf)), 0));
  }

  @Test
  void hasNoRootInTheMiddleOfALeaf() {
    MerkleTree tree = new MerkleTree();
    tree.append(new byte[1], 0, 1);

    assertThatThrownBy(tree::root).isInstanceOf(IllegalStateException.class);
  }

  private static void add(MerkleTree tree, byte[] leaf) {
    tree.append(leaf, 0, leaf.length);
    tree.endLeaf();
  }

  /** RFC 6962, section 2.1, word for word. */
  static byte[] defined(List<byte[]> leaves) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    if (leaves.size() == 1) {
      input.write(0);
      input.writeBytes(leaves.getFirst());
    } else if (leaves.size() > 1) {
      int k = Integer.highestOneBit(leaves.size() - 1);
      input.write(1);
      input.writeBytes(defined(leaves.subList(0, k)));
      input.writeBytes(defined(leaves.subList(k, leaves.size())));
    }
    return Digests.sha256().digest(input.toByteArray());
  }
}
