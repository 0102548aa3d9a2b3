using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Expressions;
using DeepTricks.Dsl.Generator.Graph;
using DeepTricks.Dsl.Generator.Layers;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>
/// What the kernels of a chain have in common: a thread has one channel, the groups of a launch share its pixels, and numbers of the
/// channel are read once.
/// </summary>
internal sealed class ChainKernelWriter(GpuChain chain, bool training)
{
    /// <summary>Opens a kernel; the caller disposes the result behind its last statement.</summary>
    public System.IDisposable Open(CodeWriter writer, string name, string summary)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"internal static void {name}({chain.Type} p)");
        var method = writer.Block();
        var body = writer.Block("unchecked");
        return new Both(body, method);
    }

    /// <summary>Writes which channel and pixels of a tensor are the thread's.</summary>
    public static void WritePlace(CodeWriter writer, string tensor)
    {
        writer.Line("int across = p.Step.Across;");
        writer.Line("int down = Group.DimX / across;");
        writer.Line("int channel = (Grid.IdxY * across) + (Group.IdxX % across);");
        writer.Line($"bool isInside = channel < p.{tensor}.Channels;");
        writer.Line("int c = isInside ? channel : 0;");
        writer.Line($"int pixels = isInside ? p.Step.Count * p.{tensor}.Pixels : 0;");
        writer.Line("int firstPixel = (Grid.IdxX * down) + (Group.IdxX / across);");
    }

    /// <summary>The loop over the thread's pixels.</summary>
    public static System.IDisposable Pixels(CodeWriter writer) =>
        writer.Block("for (int pixel = firstPixel; pixel < pixels; pixel += Grid.DimX * down)");

    /// <summary>Reads what is the same for all numbers of the channel.</summary>
    public void WriteChannelNumbers(CodeWriter writer, bool statistics = true)
    {
        foreach (var node in chain.Chain.Stage.Nodes)
        {
            string name = Names.Field(chain.Chain.Spec(node).Name);
            string member = Names.Member(name);
            if (node.Operation == Operation.BatchNormalization)
            {
                if (!training)
                {
                    writer.Line($"float {name}Mean = p.{member}RunningMean[c];");
                    writer.Line($"float {name}Inverse = 1f / ThreadMath.Sqrt(p.{member}RunningVariance[c] + p.{member}Epsilon);");
                }
                else if (statistics)
                {
                    writer.Line($"float {name}Mean = p.{member}Mean[c];");
                    writer.Line($"float {name}Inverse = p.{member}Inverse[c];");
                }

                writer.Line($"float {name}NormScale = p.{member}NormScale[c];");
                writer.Line($"float {name}NormShift = p.{member}NormShift[c];");
                continue;
            }

            foreach (var leaf in LayerCatalog.Of(chain.Chain.Spec(node)).Pointwise?.Leaves ?? [])
            {
                if (leaf.Kind == LeafKind.Channel)
                {
                    writer.Line($"float {name}{leaf.Name} = p.{member}{leaf.Name}[c];");
                }
                else if (leaf.Kind == LeafKind.Tensor)
                {
                    writer.Line($"float {name}{leaf.Name} = p.{member}{leaf.Name}[0];");
                }
                else if (leaf.Kind == LeafKind.Uniform)
                {
                    writer.Line($"float {name}{leaf.Name} = p.{member}{leaf.Name};");
                }
            }
        }
    }

    /// <summary>Writes where in its sample a pixel of a tensor is.</summary>
    public static void WriteSample(CodeWriter writer, string tensor)
    {
        writer.Line($"int sample = pixel / p.{tensor}.Pixels;");
        writer.Line($"int inSample = pixel - (sample * p.{tensor}.Pixels);");
    }

    /// <summary>Draws what the layers that draw need for the element.</summary>
    public void WriteDraws(CodeWriter writer)
    {
        foreach (var (node, _) in training ? chain.Chain.Drawers : [])
        {
            string name = Names.Field(chain.Chain.Spec(node).Name);
            string member = Names.Member(name);
            writer.Line($"float {name}Kept = ThreadMath.Keep(GpuStep.Element(p.Result.Channels, inSample, c), p.Step.Seed, p.Step.Number, {node.Layer}, sample, p.{member}Threshold, p.{member}Factor);");
        }
    }

    /// <summary>Applies layers to a value and returns the name of what comes out.</summary>
    public string WriteLayers(CodeWriter writer, IEnumerable<Node> nodes, string value, string suffix = "")
    {
        foreach (var node in nodes)
        {
            var spec = chain.Chain.Spec(node);
            string name = Names.Field(spec.Name);
            if (spec.Kind == LayerKind.Dropout && !training)
            {
                continue;
            }

            string result = name + "Value" + suffix;
            if (node.Operation == Operation.BatchNormalization)
            {
                writer.Line($"float {name}Normal{suffix} = ({value} - {name}Mean) * {name}Inverse;");
                writer.Line($"float {result} = ({name}Normal{suffix} * {name}NormScale) + {name}NormShift;");
            }
            else if (node.Operation == Operation.Pointwise)
            {
                string input = value;
                new ThreadRenderer(text => writer.Line(text), leaf => chain.Chain.Leaf(node, leaf, input), result)
                    .Declare(result, LayerCatalog.Of(spec).Pointwise!);
            }

            value = result;
        }

        return value;
    }

    /// <summary>C# for a number of a tensor.</summary>
    public static string At(string tensor, string pixel = "pixel") => $"p.{tensor}.Values[({pixel} * p.{tensor}.Stride) + c]";

    private sealed class Both(System.IDisposable first, System.IDisposable second) : System.IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
