using System.ComponentModel;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Kernels;

/// <summary>What a network answers for one sample, from the input of its loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Answers
{
    /// <summary>The probabilities of the classes.</summary>
    public static void Softmax(in TensorGeometry layout, Floats outputs, Floats answer) => SoftmaxLayer.Row((outputs + layout.Start).AsSpan(layout.Channels), answer.AsSpan(layout.Channels));

    /// <summary>A probability for each number.</summary>
    public static void Sigmoid(in TensorGeometry layout, Floats outputs, Floats answer)
    {
        Copy(layout, outputs, answer);
        foreach (ref float value in answer.AsSpan(layout.Height * layout.Width * layout.Channels))
        {
            value = 1f / (1f + MathF.Exp(-value));
        }
    }

    /// <summary>The numbers themselves.</summary>
    public static void Copy(in TensorGeometry layout, Floats outputs, Floats answer)
    {
        for (int y = 0; y < layout.Height; y++)
        {
            for (int x = 0; x < layout.Width; x++)
            {
                layout.At(outputs, y, x).AsSpan(layout.Channels).CopyTo(answer.AsSpan(layout.Channels));
                answer += layout.Channels;
            }
        }
    }
}
