package dev.fovea.trainer.torch;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.full;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What training makes small, averaged over a batch. */
public sealed interface Loss {

  /**
   * −Σ t log p over the softmax p of the logits.
   *
   * @param smoothing share of the target t that is spread evenly over all classes; 0 gives none
   */
  record CrossEntropy(double smoothing) implements Loss {}

  /**
   * Equation 9 of LeCun et al. 1998: y_D + log(e^−j + Σ e^−y), where y are the penalties, the
   * negated logits. It is the cross-entropy with a rubbish class of fixed penalty.
   *
   * @param rubbishPenalty the constant j, positive; the paper gives no number
   */
  record Discriminative(double rubbishPenalty) implements Loss {}

  /** Returns the mean loss: logits [N, classes], classes int64 [N]. */
  static Tensor of(Loss loss, Tensor logits, Tensor classes) {
    Tensor precise = logits.to(ScalarType.Float);
    return switch (loss) {
      case CrossEntropy(double smoothing) -> crossEntropy(precise, classes, smoothing);
      case Discriminative(double penalty) -> {
        Tensor rubbish =
            full(new long[] {precise.size(0), 1}, new Scalar(-penalty), precise.options());
        yield crossEntropy(cat(new TensorVector(precise, rubbish), 1), classes, 0);
      }
    };
  }

  private static Tensor crossEntropy(Tensor logits, Tensor classes, double smoothing) {
    long meanReduction = 1;
    return cross_entropy_loss(
        logits, classes, new TensorOptional(), meanReduction, -100, smoothing);
  }
}
