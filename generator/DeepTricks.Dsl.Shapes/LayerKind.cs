namespace DeepTricks.Dsl.Shapes;

/// <summary>The layers of the language, in the order of the documentation. Each has an attribute of the same name.</summary>
public enum LayerKind
{
    /// <summary>Maps a known range of the input to [-1, +1].</summary>
    Rescale,

    /// <summary>A convolution over the positions of a sequence or image.</summary>
    Conv,

    /// <summary>A fully connected layer; flattens by itself.</summary>
    Dense,

    /// <summary>Batch normalization with learned scale and shift, per channel.</summary>
    BatchNorm,

    /// <summary>The largest value of each window.</summary>
    MaxPool,

    /// <summary>The mean of each window.</summary>
    AveragePool,

    /// <summary>The mean over all positions.</summary>
    GlobalAveragePool,

    /// <summary>Local response normalization across channels.</summary>
    Lrn,

    /// <summary>A rectifier with one learned slope per channel.</summary>
    PRelu,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>A rectifier with a fixed slope below zero.</summary>
    LeakyRelu,

    /// <summary>The exponential linear unit.</summary>
    Elu,

    /// <summary>The logistic function.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x times the probability of a normal variable below x.</summary>
    Gelu,

    /// <summary>x times its logistic function.</summary>
    Swish,

    /// <summary>x times tanh of its softplus.</summary>
    Mish,

    /// <summary>A function of the user's of each number.</summary>
    Apply,

    /// <summary>Normalized exponentials across the channels.</summary>
    Softmax,

    /// <summary>Zeroes a random part of the values in training.</summary>
    Dropout,

    /// <summary>Repeats every position along each axis.</summary>
    Upsample,

    /// <summary>Another part of the sample, with a shape of its own.</summary>
    Input,

    /// <summary>Names the current value; computes nothing.</summary>
    Tap,

    /// <summary>Goes back to a tap; computes nothing.</summary>
    From,

    /// <summary>Tapped values side by side along the channels.</summary>
    Concat,

    /// <summary>The sum of tapped values.</summary>
    Add,

    /// <summary>The product of tapped values.</summary>
    Multiply,

    /// <summary>Softmax and cross-entropy against a class index: a loss.</summary>
    SoftmaxCrossEntropy,

    /// <summary>Sigmoid and cross-entropy against numbers in [0, 1]: a loss.</summary>
    BinaryCrossEntropy,

    /// <summary>The mean of squared differences: a loss.</summary>
    MeanSquaredError,

    /// <summary>The mean of differences, squared where they are small: a loss.</summary>
    Huber,
}
