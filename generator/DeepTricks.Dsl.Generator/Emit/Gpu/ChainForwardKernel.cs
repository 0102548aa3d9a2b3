using System.Linq;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>Writes the structure that a chain's kernels receive, and its forward kernel.</summary>
internal sealed class ChainForwardKernel(GpuChain chain, bool training)
{
    private readonly ChainKernelWriter kernel = new(chain, training);

    public void WriteNumbers(CodeWriter writer)
    {
        writer.Line($"/// <summary>What the kernels of {chain.Chain.Title} read and write.</summary>");
        using (writer.Block($"internal struct {chain.Type} : IGpuNumbers"))
        {
            foreach (var (type, name, _) in chain.Numbers)
            {
                writer.Line($"public {type} {name};");
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public GpuStep Step { readonly get; set; }");
        }
    }

    public void Write(CodeWriter writer)
    {
        bool measures = training && chain.OwnsColumns && chain.Chain.Stage.Normalization is not null;
        string kept = chain.Taken is null ? "" : $"; keeps in {chain.Taken.Field} what each window took";
        string saved = chain.Chain.Stage.Nodes.Count > 1 ? $"; saves storing and reading {chain.Chain.Stage.Nodes.Count - 1} tensors" : "";
        string statistics = measures ? "; each group measures its channels first" : "";
        using (kernel.Open(writer, chain.Chain.Method + "Forward", $"{chain.Chain.Title}: {GpuModel.Text(chain.Source)} to {GpuModel.Text(chain.Result)}{kept}{statistics}{saved}."))
        {
            ChainKernelWriter.WritePlace(writer, "Result");
            kernel.WriteChannelNumbers(writer, statistics: !measures);
            if (measures)
            {
                WriteStatistics(writer);
            }

            using (ChainKernelWriter.Pixels(writer))
            {
                WriteElement(writer);
            }
        }
    }

    private void WriteStatistics(CodeWriter writer)
    {
        string name = Names.Field(chain.Chain.Spec(chain.Chain.Stage.Normalization!).Name);
        string member = Names.Member(name);
        writer.Line("var shared = SharedMemory.Allocate<float>(GroupSums.MostThreads);");
        writer.Line("float sum = 0f;");
        using (ChainKernelWriter.Pixels(writer))
        {
            writer.Line($"sum += {ChainKernelWriter.At("Source")};");
        }

        writer.Line($"float {name}Mean = GroupSums.OfColumn(shared, sum, across) / p.Step.Count;");
        writer.Line("float squares = 0f;");
        using (ChainKernelWriter.Pixels(writer))
        {
            writer.Line($"float distance = {ChainKernelWriter.At("Source")} - {name}Mean;");
            writer.Line("squares += distance * distance;");
        }

        writer.Line("squares = GroupSums.OfColumn(shared, squares, across);");
        writer.Line($"float {name}Inverse = 1f / ThreadMath.Sqrt((squares / p.Step.Count) + p.{member}Epsilon);");
        using (writer.Block("if (isInside & Group.IdxX < across)"))
        {
            writer.Line($"float old = 1f - p.{member}Momentum;");
            writer.Line("int others = p.Step.Count > 1 ? p.Step.Count - 1 : 1;");
            writer.Line($"p.{member}Mean[c] = {name}Mean;");
            writer.Line($"p.{member}Inverse[c] = {name}Inverse;");
            writer.Line($"p.{member}RunningMean[c] = (p.{member}RunningMean[c] * old) + (p.{member}Momentum * {name}Mean);");
            writer.Line($"p.{member}RunningVariance[c] = (p.{member}RunningVariance[c] * old) + (p.{member}Momentum * (squares / others));");
        }
    }

    private void WriteElement(CodeWriter writer)
    {
        bool pools = chain.Chain.Stage.Pool is not null;
        if (pools || (training && chain.Chain.Drawers.Any()))
        {
            ChainKernelWriter.WriteSample(writer, "Result");
        }

        kernel.WriteDraws(writer);
        string value;
        if (pools)
        {
            value = kernel.WriteLayers(writer, chain.Chain.BehindPool, WriteWindow(writer));
        }
        else
        {
            writer.Line($"float value = {ChainKernelWriter.At("Source")};");
            value = kernel.WriteLayers(writer, chain.Chain.Stage.Nodes, "value");
        }

        writer.Line($"{ChainKernelWriter.At("Result")} = {value};");
    }

    private string WriteWindow(CodeWriter writer)
    {
        writer.Line("int y = inSample / p.Result.Width;");
        writer.Line("int x = inSample - (y * p.Result.Width);");
        writer.Line("int corner = (((sample * p.Source.Rows) + (y * p.Window.StepY)) * p.Source.Width) + (x * p.Window.Step);");
        writer.Line($"float best = {ChainKernelWriter.At("Source", "corner")};");
        bool keyed = chain.Chain.BeforePool.Any();
        string against = "best";
        if (keyed)
        {
            writer.Line($"float bestKey = {kernel.WriteLayers(writer, chain.Chain.BeforePool, "best", "OfBest")};");
            against = "bestKey";
        }

        using (writer.Block("for (int tap = 1; tap < p.Window.Height * p.Window.Width; tap++)"))
        {
            writer.Line("int row = tap / p.Window.Width;");
            writer.Line("int at = corner + (row * p.Source.Width) + tap - (row * p.Window.Width);");
            writer.Line($"float value = {ChainKernelWriter.At("Source", "at")};");
            string key = kernel.WriteLayers(writer, chain.Chain.BeforePool, "value");
            using (writer.Block($"if ({key} > {against} | ThreadMath.IsNaN({key}))"))
            {
                writer.Line("best = value;");
                if (keyed)
                {
                    writer.Line($"bestKey = {key};");
                }
            }
        }

        if (chain.Taken is not null)
        {
            writer.Line($"{ChainKernelWriter.At("Taken")} = best;");
        }

        return against;
    }
}
