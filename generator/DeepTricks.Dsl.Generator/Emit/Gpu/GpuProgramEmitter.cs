using System.Collections.Generic;
using System.Linq;
using DeepTricks.Dsl.Generator.Fusion;

namespace DeepTricks.Dsl.Generator.Emit.Gpu;

/// <summary>Writes a GPU program of a network: its kernels, its memory, and the launches of a run as straight code.</summary>
internal sealed class GpuProgramEmitter
{
    private readonly GpuModel model;
    private readonly List<GpuChain> chains;

    public GpuProgramEmitter(FusedNetwork network, bool training)
    {
        model = new GpuModel(network, training);
        chains = [.. network.Stages.Where(s => s.Kind == StageKind.Chain).Select(s => new GpuChain(model, s))];
    }

    /// <summary>Writes the nested class.</summary>
    public void Write(CodeWriter writer)
    {
        foreach (var chain in chains)
        {
            model.Field(chain.Type, chain.Field, $"new {chain.Type} {{ {string.Join(", ", chain.Numbers.Select(n => $"{n.Name} = {n.Value}"))} }}");
        }

        new GpuForward(model, chains).Add();
        if (model.Training)
        {
            new GpuBackward(model, chains).Add();
        }
        else
        {
            AddAnswers();
        }

        string name = model.Training ? "GpuTraining" : "GpuPrediction";
        writer.Line(model.Training
            ? "/// <summary>Training on a GPU: the network's own kernels, its buffers, and the launches of a step.</summary>"
            : "/// <summary>Prediction on a GPU: the network's own kernels, its buffers, and the launches of an answer.</summary>");
        using (writer.Block($"internal sealed class {name} : {name}Program"))
        {
            WriteMembers(writer, name);
            WriteRun(writer);
            WriteKernels(writer);
        }
    }

    private void AddAnswers()
    {
        var losses = model.Network.Stages.Where(s => s.Kind == StageKind.Loss).ToArray();
        for (int i = 0; i < losses.Length; i++)
        {
            var output = model.Output(losses[i].Source);
            model.Launch($"answers {output.Field}", $"Answer{model.Spec(losses[i].FirstLayer).Kind}({output.Field}, {i});", output.Field);
        }
    }

    private void WriteMembers(CodeWriter writer, string name)
    {
        foreach (var buffer in model.Buffers)
        {
            writer.Line($"private readonly {(buffer.Shape is null ? "ArrayView<float>" : "GpuTensor")} {buffer.Field};");
        }

        foreach (var part in model.Parts)
        {
            writer.Line($"private readonly GpuTensor {part.Field};");
        }

        foreach (string field in model.Fields)
        {
            writer.Line(field);
        }

        writer.Line();
        writer.Line($"public {name}(global::DeepTricks.Dsl.Network network, int maximumBatch)");
        using (writer.Block("    : base(network, maximumBatch)"))
        {
            writer.Line("var shapes = network.Shapes;");
            foreach (string statement in model.Planning)
            {
                writer.Line(statement);
            }

            writer.Line();
            writer.Line("// Each buffer with the first and last launch that touches it.");
            var lifetimes = GpuLaunch.Lifetimes(model.Launches);
            foreach (var buffer in model.Buffers)
            {
                var (first, last) = lifetimes[buffer.Field];
                writer.Line($"int {buffer.Field}Place = Reserve({buffer.Floats}, {first}, {last});");
            }

            writer.Line("Allocate();");
            foreach (var buffer in model.Buffers)
            {
                writer.Line(buffer.Shape is null
                    ? $"{buffer.Field} = At({buffer.Field}Place, {buffer.Floats});"
                    : $"{buffer.Field} = new GpuTensor(At({buffer.Field}Place, {buffer.Floats}), {buffer.Shape});");
            }

            foreach (var part in model.Parts)
            {
                writer.Line($"{part.Field} = {part.Value};");
            }

            writer.Line();
            foreach (string statement in model.Setup)
            {
                writer.Line(statement);
            }
        }
    }

    private void WriteRun(CodeWriter writer)
    {
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block("protected override void Enqueue()"))
        {
            for (int i = 0; i < model.Launches.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                writer.Line($"// {i}: {model.Launches[i].Title}.");
                writer.Line(model.Launches[i].Statement);
            }
        }
    }

    private void WriteKernels(CodeWriter writer)
    {
        foreach (var chain in chains)
        {
            var forward = new ChainForwardKernel(chain, model.Training);
            writer.Line();
            forward.WriteNumbers(writer);
            writer.Line();
            forward.Write(writer);
            if (chain.Gradient is null)
            {
                continue;
            }

            var backward = new ChainBackwardKernel(chain);
            if (chain.OwnsColumns && chain.Chain.Sums.Count > 0)
            {
                writer.Line();
                backward.WriteBackward(writer);
                continue;
            }

            if (chain.HasGradientLoop)
            {
                writer.Line();
                backward.WriteGradient(writer);
            }

            if (chain.NeedsSpread || chain.LeavesParts)
            {
                writer.Line();
                backward.WriteSpread(writer);
            }
        }
    }
}
