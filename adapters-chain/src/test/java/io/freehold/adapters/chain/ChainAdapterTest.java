package io.freehold.adapters.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.application.Limits;
import io.freehold.application.port.Signer;
import io.freehold.domain.Signature;
import io.freehold.domain.identity.Secret;
import io.freehold.domain.registry.ProtocolDomain;
import io.freehold.domain.registry.RegistryMessage.ServerRegistration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainAdapterTest {
  private final ChainAdapter chain = ChainAdapter.of(ProtocolDomain.MOKSHA, Limits.DEFAULT);

  @Test
  void signsWithANewKeyAndRecoversItsAddress() {
    Signer signer = chain.signer(chain.newPrivateKey(new Random(1)));
    var message =
        new ServerRegistration(
            signer.address(), signer.address(), signer.publicKey(), "https://ps.example.com");

    Signature ofText = signer.sign("text");
    Signature ofMessage = signer.sign(message);

    assertThat(chain.signatures().signerOf("text", ofText)).contains(signer.address());
    assertThat(chain.signatures().signerOf(message, ofMessage)).contains(signer.address());
    assertThat(chain.ids().addressOf(signer.publicKey())).isEqualTo(signer.address());
  }

  @Test
  void keepsAKeyUnderAPassphrase() {
    Secret key = chain.newPrivateKey(new Random(2));
    var passphrase = new Secret("open sesame");

    String file = chain.encryptKey(key, passphrase, new Random(3));

    assertThat(chain.decryptKey(file, passphrase).reveal()).isEqualTo(key.reveal());
    assertThat(file).contains("\"n\":32768,\"p\":8,\"r\":8");
  }
}
