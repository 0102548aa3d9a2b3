using DeepTricks.Dsl.Benchmarks.Networks;
using DeepTricks.Dsl.Shapes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>One layer as TorchSharp computes it.</summary>
internal sealed record TorchLayer(LayerShape Shape, nn.Module<Tensor, Tensor> Module);

/// <summary>
/// A network in TorchSharp, layer by layer as it is declared in our language, with the same numbers in its tensors.
/// Answers with what comes before the loss. Images are batch, channels, height, width, as PyTorch has them.
/// </summary>
internal sealed class TorchNetwork : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>[] chain;

    public TorchNetwork(NetworkSnapshot network)
        : base("network")
    {
        Layers = [.. network.Layers.SkipLast(1).SelectMany(Translate)];
        chain = [.. Layers.Select(layer => layer.Module)];
        foreach (var layer in Layers.Where(layer => layer.Module is not Flatten))
        {
            register_module(layer.Shape.Layer.Name, layer.Module);
        }

        Load(network);
    }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<TorchLayer> Layers { get; }

    public override Tensor forward(Tensor input)
    {
        var value = input;
        foreach (var module in chain)
        {
            value = module.forward(value);
        }

        return value;
    }

    /// <summary>All tensors with our names for them, which are PyTorch's own.</summary>
    public IEnumerable<(string Name, Tensor Value)> Tensors()
    {
        foreach (var (name, value) in named_parameters())
        {
            yield return (name, value);
        }

        foreach (var (name, value) in named_buffers().Where(buffer => !buffer.name.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            yield return (name, value);
        }
    }

    /// <summary>Lays the convolutions' weights out with channels innermost, which makes the library compute in that order throughout.</summary>
    public void UseChannelsLast()
    {
        using var _ = no_grad();
        foreach (var layer in Layers)
        {
            if (layer.Module is Conv2d convolution)
            {
                convolution.weight = new TorchSharp.Modules.Parameter(convolution.weight!.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
            }
        }
    }

    private static IEnumerable<TorchLayer> Translate(LayerShape shape)
    {
        if (shape.Layer.Kind == LayerKind.Dense && shape.Input.Rank == SampleRank.Image)
        {
            yield return new TorchLayer(shape, nn.Flatten());
        }

        yield return new TorchLayer(shape, Module(shape));
    }

    private static nn.Module<Tensor, Tensor> Module(LayerShape shape)
    {
        var layer = shape.Layer;
        int inputs = shape.Input.Channels;
        bool biased = shape.Parameters.Any(parameter => parameter.Role == ParameterRole.Bias);
        bool image = shape.Input.Rank == SampleRank.Image;
        switch (layer.Kind)
        {
            case LayerKind.Conv when image:
                return nn.Conv2d(
                    inputs,
                    layer.Int("Filters"),
                    layer.Int("Kernel"),
                    layer.Int("Stride"),
                    WindowGeometry.Of(layer, SampleRank.Image).PadY,
                    layer.Int("Dilation"),
                    groups: layer.Int("Groups"),
                    bias: biased);
            case LayerKind.Dense:
                return nn.Linear(shape.Input.Count, layer.Int("Units"), biased);
            case LayerKind.BatchNorm when image:
                return nn.BatchNorm2d(inputs, layer["Epsilon"], layer["Momentum"]);
            case LayerKind.BatchNorm when shape.Input.Rank == SampleRank.Vector:
                return nn.BatchNorm1d(inputs, layer["Epsilon"], layer["Momentum"]);
            case LayerKind.MaxPool when image:
                return nn.MaxPool2d(layer.Int("Window"), WindowGeometry.Of(layer, SampleRank.Image).StrideY);
            case LayerKind.PRelu:
                return nn.PReLU(inputs, layer["Slope"]);
            case LayerKind.Dropout:
                return nn.Dropout(layer["Rate"]);
            default:
                throw new NotSupportedException($"{layer.Kind} over a {shape.Input.Rank} has no translation to TorchSharp yet");
        }
    }

    private void Load(NetworkSnapshot network)
    {
        using var _ = no_grad();
        var left = network.Tensors.Keys.ToHashSet();
        foreach (var (name, value) in Tensors())
        {
            using var numbers = tensor(network.Tensors[name]).reshape(value.shape);
            value.copy_(numbers);
            left.Remove(name);
        }

        if (left.Count > 0)
        {
            throw new InvalidOperationException($"TorchSharp's network has no {string.Join(", ", left)}");
        }
    }
}
